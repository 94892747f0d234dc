/** Names of the tabs of a definition, in the order that they have on every kind of it. */
const tab = {
  overview: 'Overview',
  script: 'Script',
  editor: 'Editor',
  manifest: 'Manifest',
  triggers: 'Triggers',
  runs: 'Runs',
  versions: 'Versions',
} as const

export const words = {
  jobTabs: { overview: tab.overview, script: tab.script, triggers: tab.triggers, runs: tab.runs, versions: tab.versions },
  flowTabs: { overview: tab.overview, editor: tab.editor, triggers: tab.triggers, runs: tab.runs, versions: tab.versions },
  pipelineTabs: {
    overview: tab.overview,
    manifest: tab.manifest,
    triggers: tab.triggers,
    runs: tab.runs,
    versions: tab.versions,
  },
  download: 'Download as a file',
  notDownloaded: (name: string) => `Could not download "${name}"`,
  views: {
    job: 'Views of this job',
    flow: 'Views of this flow',
    pipeline: 'Views of this pipeline',
  },
}
