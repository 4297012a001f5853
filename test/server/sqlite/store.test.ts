import { incidents } from '../store-contract/incidents.js';
import { paging } from '../store-contract/paging.js';
import { describeStore } from '../store-contract/rules.js';
import { storeContract } from '../store-contract/store-contract.js';
import { tasks } from '../store-contract/tasks.js';
import { openSqliteIn } from './sqlite-for-tests.js';

describeStore('The SQLite store', (folder) => openSqliteIn(folder), storeContract);
describeStore(
  'The SQLite store with a thread that reads',
  (folder) => openSqliteIn(folder, undefined, { readers: 1 }),
  [tasks, incidents, paging],
);
