export interface TaskCount {
  /** Null for tasks that have none. */
  readonly candidateGroup: string | null;
  readonly serviceLevel: string | null;
  readonly late: boolean;
  readonly open: number;
}

export interface Statistics {
  readonly tasks: readonly TaskCount[];
  /** People with open tasks, those with most first; at most a hundred. */
  readonly assignees: readonly { readonly assignee: string; readonly open: number }[];
  readonly processes: readonly { readonly processId: string; readonly running: number; readonly incidents: number }[];
}

/** How many there are. Counted as things happen, never by going through them. */
export interface StatisticsStore {
  statistics(): Promise<Statistics>;
  /** The same, counted anew by going through everything: what the counters are checked against. */
  recount(): Promise<Statistics>;
}
