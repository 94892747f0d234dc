import type { Theme } from '../../../shared/model/preferences.ts'

const themes: Record<Theme, string> = { system: 'match the system', light: 'light', dark: 'dark' }

export const words = {
  title: 'Command palette',
  placeholder: 'Search or run…',
  /** What a person may type before a name. */
  verb: /^\s*(?:run|start|edit|open)(?:\s+|$)/i,
  /** Other words that find an entry. */
  more: {
    flow: 'start flow',
    view: 'view',
    failedRuns: 'errors',
    place: (more: string) => `go to ${more}`,
    create: 'create add',
    theme: 'light dark system',
  },
  thisPage: 'This page',
  run: 'Run',
  pipelines: 'Pipelines',
  views: 'Views',
  edit: 'Edit',
  goTo: 'Go to',
  create: 'Create',
  appearance: 'Appearance',
  settings: 'Settings',
  open: 'Open',
  results: 'Results',
  failedRuns: 'Failed runs',
  newJob: 'New job',
  newFlow: 'New flow',
  newPipeline: 'New pipeline',
  runJob: (name: string) => `Run ${name}`,
  runFlow: (name: string) => `Run ${name}…`,
  editJob: (name: string) => `Edit ${name}`,
  editFlow: (name: string) => `Edit flow ${name}`,
  settingsOf: (section: string) => `Settings › ${section}`,
  theme: (now: Theme, next: Theme) => `Theme: ${themes[now]}. Change to: ${themes[next]}`,
  openRun: (number: number, title: string, status: string) => `Run ${number}: ${title}, ${status}`,
  nothing: (text: string) => `Nothing matches "${text}".`,
  noRun: (name: string) => `Could not run "${name}"`,
}
