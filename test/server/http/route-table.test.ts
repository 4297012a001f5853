import { expect } from 'chai';

import { routeTable } from '../../../server/http/route-table.js';

describe('The table of routes', () => {
  const table = routeTable<string>();
  table.add('post', '/v2/tasks/search', 'search');
  table.add('get', '/v2/tasks/:taskKey', 'task');
  table.add('delete', '/v2/tasks/:taskKey', 'remove');
  table.add('get', '/v2/tasks/:taskKey/parts/:partKey', 'part');

  it('finds a route by its method and path, with the parameters decoded', () => {
    expect(table.find('GET', '/v2/tasks/42%3A7')).to.deep.equal({ value: 'task', params: { taskKey: '42:7' } });
    expect(table.find('GET', '/v2/tasks/1/parts/2')).to.deep.equal({
      value: 'part',
      params: { taskKey: '1', partKey: '2' },
    });
    expect(table.find('POST', '/v2/tasks/search')).to.deep.equal({ value: 'search', params: {} });
  });

  it('lets a key be called like an address', () => {
    expect(table.find('GET', '/v2/tasks/search')).to.deep.equal({ value: 'task', params: { taskKey: 'search' } });
    expect(table.find('GET', '/v2/tasks/search/parts/1')).to.deep.include({ value: 'part' });
  });

  it('tells the methods where another one was asked for', () => {
    expect(table.find('PUT', '/v2/tasks/1')).to.deep.equal({ allow: ['GET', 'DELETE'] });
    expect(table.find('PUT', '/v2/tasks/search')).to.deep.equal({ allow: ['POST', 'GET', 'DELETE'] });
  });

  it('finds nothing at half an address, at one with more to it, or at one without its key', () => {
    for (const path of ['', '/', '/v2', '/v2/tasks', '/v2/tasks/', '/v2/tasks/1/', '/v2/tasks//parts/1', '/v2/Tasks/1'])
      expect(table.find('GET', path), path).to.equal(null);
    for (const path of ['/v2/tasks/__proto__/parts', '/__proto__', '/constructor', '/v2/tasks/1/parts/2/3'])
      expect(table.find('GET', path), path).to.equal(null);
  });

  it('refuses a parameter that cannot be read', () => {
    expect(() => table.find('GET', '/v2/tasks/%E0%A4%A')).to.throw('REQUEST_NOT_VALID');
  });
});
