/** What running a server needs of its store, beside what the use cases need. */
export interface OperationsStore {
  /**
   * Writes and syncs a row of no meaning, as a command would.
   * @throws StoreUnavailable when it cannot
   */
  probe(): Promise<void>;
}
