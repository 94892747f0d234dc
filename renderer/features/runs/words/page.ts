/** Names of tabs, in the order that they have on every kind of run. */
const tab = {
  log: 'Log',
  timeline: 'Timeline',
  graph: 'Graph',
  metrics: 'Metrics',
  files: 'Files',
  data: 'Data',
  history: 'History',
} as const

/** Words of the page of a run. */
export const words = {
  title: 'Run',
  titleOf: (title: string, run: number) => `${title}, run ${run}`,
  runs: 'Runs',
  heading: (run: number) => `run ${run}`,
  isTest: (isPinned: boolean) =>
    `Test of a draft. It triggers nothing, is left out of statistics, and ${isPinned ? 'stays while it is pinned' : 'is deleted after 24 hours'}.`,
  openDraft: 'Open the draft',
  openVersion: (version: number) => `Open version ${version} in the editor`,
  unreadable: (why: string) => `Could not read the run: ${why}`,
  notFound: (reference: string) => `Run ${reference} not found`,
  notFoundHint: 'No run has this number or ID.',
  wasDeleted: (reference: string) => `Run ${reference} was deleted`,
  allRuns: 'Show all runs',

  rerun: 'Re-run',
  rerunHint: 'Start a new run with the same parameters',
  rerunChoices: 'More ways to re-run',
  sameParameters: 'Re-run with the same parameters',
  withChanges: 'Re-run with changes…',
  fromFailedStep: 'Re-run from the failed step',
  fromFailedStepWith: (version: number) => `Re-run from the failed step with version ${version}`,
  retryThisRun: 'Retry this run',
  stop: 'Stop',
  stopping: 'Stopping…',
  cancel: 'Cancel',
  edit: {
    job: { name: 'Edit job', of: (run: number) => `Edit the job of run ${run}` },
    flow: { name: 'Edit flow', of: (run: number) => `Edit the flow of run ${run}` },
    pipeline: { name: 'Edit pipeline', of: (run: number) => `Edit the pipeline of run ${run}` },
  },
  retryFailedNodeOf: (run: number) => `Retry run ${run} from the failed node`,
  rerunTitleWithChanges: (title: string) => `Re-run ${title} with changes`,
  rerunTitle: (title: string) => `Re-run ${title}`,
  notRerun: (title: string) => `Could not re-run "${title}"`,
  notRetriedFromFailed: (title: string) => `Could not retry "${title}"`,

  tabs: 'Views of this run',
  jobTabs: { log: tab.log, timeline: tab.timeline, metrics: tab.metrics, files: tab.files, data: tab.data, history: tab.history },
  flowTabs: { log: tab.log, timeline: tab.timeline, graph: tab.graph, files: tab.files, data: tab.data, history: tab.history },
  pipelineTabs: {
    log: tab.log,
    timeline: tab.timeline,
    graph: tab.graph,
    files: tab.files,
    data: tab.data,
    history: tab.history,
  },
  notStarted: 'Not started yet',
  notStartedHint: {
    flow: 'The flow appears here as soon as it starts.',
    pipeline: 'The pipeline appears here as soon as it starts.',
  },
  attempts: 'Attempts',
  previous: 'Previous run',
  next: 'Next run',
  position: (index: number, count: number, isPart: boolean) =>
    `${index.toLocaleString('en')} of ${count.toLocaleString('en')}${isPart ? '+' : ''}`,
  result: 'Result',
  noResultYet: 'No result yet',
  noResult: 'No result',
  resultHint: 'Set Result to text or JSON in the job, or make an HTTP request, to see a result here.',
  historyUnreadable: (why: string) => `Could not read the history: ${why}`,
  showJson: 'Show JSON',
}

/** Words of the form for other parameters. */
