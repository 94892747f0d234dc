export const words = {
  tab: {
    overview: 'Overview',
    script: 'Script',
    editor: 'Editor',
    manifest: 'Manifest',
    triggers: 'Triggers',
    runs: 'Runs',
    files: 'Files',
    versions: 'Versions',
  },
  download: 'Download as a file',
  notDownloaded: (name: string) => `Could not download "${name}"`,
  views: {
    job: 'Views of this job',
    flow: 'Views of this flow',
    pipeline: 'Views of this pipeline',
  },
}
