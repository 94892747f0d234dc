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

export const words = {
  tabs: 'Views of this run',
  jobTabs: { log: tab.log, metrics: tab.metrics, files: tab.files, data: tab.data, history: tab.history },
  flowTabs: { log: tab.log, timeline: tab.timeline, graph: tab.graph, files: tab.files, data: tab.data, history: tab.history },
  pipelineTabs: { log: tab.log, graph: tab.graph, files: tab.files, data: tab.data, history: tab.history },
  noResultYet: 'No result yet',
  noResult: 'No result',
  resultHint: 'Set Result to text or JSON in the job, or make an HTTP request, to see a result here.',
  manifest: 'Manifest of this run',
  chooseInput: 'Select an input first',
  chooseInputHint: 'In Graph, select a step and then one of its inputs.',
}
