import { expect } from 'chai';

import { divideEvents, joinEvents } from '../../../server/sqlite/event-parts.js';
import { around } from '../../helpers/bpmn-text.js';
import { given } from '../../helpers/given.js';

describe('The history of a loop', () => {
  it('has what its instances gave among the values, and nothing of it among the events', async () => {
    const model = around(
      `<bpmn:userTask id="A"><bpmn:multiInstanceLoopCharacteristics pathway:collection="people" pathway:inputItem="one" pathway:outputCollection="answers" pathway:outputItem="answer" /></bpmn:userTask>`,
      { variables: { people: 'list', answers: 'list' } },
    );
    const world = await given(model).started({ variables: { people: ['Kari'] } });
    const history = world.complete('A', { answer: 'Hjem' }).history();

    const { events, values } = divideEvents(history);
    expect(history.map(({ type }) => type)).to.include('LoopCounted');
    expect(events).not.to.match(/Kari|Hjem/);
    expect(values).to.match(/Kari.*Hjem/);
    expect(joinEvents(events, values)).to.deep.equal(history);
  });
});
