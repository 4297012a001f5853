import { describeStore } from '../store-contract/rules.js';
import { storeContract } from '../store-contract/store-contract.js';
import { openSqliteIn } from './sqlite-for-tests.js';

describeStore('The SQLite store', (folder) => openSqliteIn(folder), storeContract);
