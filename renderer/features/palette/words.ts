import type { Theme } from '../../../shared/model/preferences.ts'

const themes: Record<Theme, string> = { system: 'match the system', light: 'light', dark: 'dark' }

export const words = {
  title: 'Command palette',
  placeholder: 'Search or run…',
  /** What a person may type before a name. */
  verb: /^\s*(?:run|start|edit|open)(?:\s+|$)/i,
  /** Other words that find an entry. */
  more: {
    job: 'start job',
    flow: 'start flow',
    pipeline: 'start pipeline',
    view: 'view',
    failedRuns: 'errors',
    place: (more: string) => `go to ${more}`,
    create: 'create add',
    theme: 'light dark system',
  },
  suggestions: 'Suggestions',
  recent: 'Recent',
  favorites: 'Favorites',
  thisPage: 'This page',
  run: 'Run',
  views: 'Views',
  edit: 'Edit',
  goTo: 'Go to',
  create: 'Create',
  appearance: 'Appearance',
  settings: 'Settings',
  open: 'Open',
  results: 'Results',
  logs: 'Logs',
  searchLogs: (text: string) => `Search logs for "${text}"`,
  failedRuns: 'Failed runs',
  newJob: 'New job',
  newFlow: 'New flow',
  newPipeline: 'New pipeline',
  runJob: (name: string) => `Run ${name}`,
  /** Opens a form first. */
  runWith: (name: string) => `Run ${name}…`,
  editing: {
    job: (name: string) => `Edit ${name}`,
    flow: (name: string) => `Edit flow ${name}`,
    pipeline: (name: string) => `Edit pipeline ${name}`,
  },
  settingsOf: (section: string) => `Settings › ${section}`,
  theme: (now: Theme, next: Theme) => `Theme: ${themes[now]}. Change to: ${themes[next]}`,
  openRun: (number: number, title: string, status: string) => `Run ${number}: ${title}, ${status}`,
  /** Jobs, flows and pipelines. */
  moreMatch: (count: number) =>
    `${count.toLocaleString('en')} more ${count === 1 ? 'matches' : 'match'}. Type more to narrow the results.`,
  nothing: (text: string) => `Nothing matches "${text}".`,
  noRun: (name: string) => `Could not run "${name}"`,
}
