/** The limits of every entry point, in one place, so that the editor, the API and the docs agree. */
export const limits = {
  nameLength: 120,
  /** Tags of a definition, characters of one, and characters of its notes. */
  tags: 50,
  tagLength: 60,
  notesLength: 64 * 1024,
  scriptBytes: 6 * 1024 * 1024,
  args: 1_000,
  argBytes: 128 * 1024,
  envEntries: 500,
  envValueBytes: 128 * 1024,
  pathLength: 4_096,
  /** A timer is limited to 24.8 days; a longer one would fire at once. */
  timeoutMs: 24 * 24 * 3_600_000,
  pageSize: 500,
  logPageLines: 2_000,
  /** Rows of one page of the comparison of two logs. */
  comparisonRows: 1_000,
  /** Lines per event of a growing log. */
  tailLines: 500,
  /** Characters of a search pattern. */
  patternLength: 10_000,
  /** Runs that one search across runs finds, and lines of each. */
  foundRuns: 1_000,
  foundLines: 100,
  /** Characters of a filter of a list, its values, and the characters of one value. */
  filterChars: 10_240,
  filterValues: 100,
  filterValueChars: 200,
  /** Bytes of one line a client gets; the rest is counted in `cut`. */
  lineBytes: 16 * 1024,
  /** Payload, input or result of one task. */
  payloadBytes: 1024 * 1024,
  stdinBytes: 1024 * 1024,
  /** Lines of one batch of tasks, and of one call that accepts part of it; bytes of one line, and of all of them. */
  batchLines: 10_000,
  batchCallLines: 1_000,
  batchLineBytes: 1024 * 1024 + 64 * 1024,
  batchBytes: 256 * 1024 * 1024,
  attempts: 100,
  priority: 100,
  queues: 200,
  /** How far in the future a task may be due: ten years. */
  delayMs: 10 * 366 * 24 * 3_600_000,
  bulk: 1_000,
  /** Events of a run per answer. */
  events: 5_000,
  /** 1 January 2200. */
  latestMoment: 7_258_118_400_000,
  /** The longest interval of a schedule. */
  intervalMs: 366 * 24 * 3_600_000,
  /** The most missed occurrences of one schedule that are caught up. */
  catchUp: 1_000,
  /** Occurrences of one backfill. */
  backfill: 10_000,
  schedulesOfJob: 100,
  triggersOfJob: 100,
  hooks: 50,
  /** Parameters of one run, and of a schema. */
  params: 200,
  /** A flow as text. */
  definitionChars: 512 * 1024,
  /** All the data of a flow's run, as text. */
  flowDataChars: 64 * 1024 * 1024,
  /** A manifest of a pipeline as text, and its steps. */
  manifestChars: 2 * 1024 * 1024,
  steps: 1_000,
  /** State of a job: characters of a key, bytes of a value, keys, and changes of a key that are remembered. */
  stateKeyChars: 200,
  stateValueBytes: 64 * 1024,
  stateKeys: 1_000,
  stateChanges: 100,
  /** Artifacts of one attempt. */
  outputFiles: 200_000,
  requestBytes: 8 * 1024 * 1024,
} as const
