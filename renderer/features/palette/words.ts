import type { Theme } from '../../../shared/model/preferences.ts'
import { mod } from '../../ui/kbd.tsx'
import { words as uiWords } from '../../ui/words.ts'

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
    open: 'edit',
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
  opening: {
    job: (name: string) => `Open ${name}`,
    flow: (name: string) => `Open flow ${name}`,
    pipeline: (name: string) => `Open pipeline ${name}`,
  },
  settingsOf: (section: string) => `Settings › ${section}`,
  theme: {
    system: 'Match the system theme',
    light: 'Switch to light theme',
    dark: 'Switch to dark theme',
  } satisfies Record<Theme, string>,
  openRun: (number: number, title: string, status: string) => `Run ${number}: ${title}, ${status}`,
  /** Jobs, flows and pipelines. */
  moreMatch: (count: number) =>
    `${count.toLocaleString('en')} more ${count === 1 ? 'matches' : 'match'}. Type more to narrow the results.`,
  nothing: (text: string, hasOffer: boolean) => `Nothing ${hasOffer ? 'else ' : ''}matches "${text}".`,
  searchKeys: [
    [uiWords.keyEnter, 'runs or opens'],
    ['Tab', 'sets the parameters of a run'],
  ] as const,
  back: 'Back to search',
  parameters: (name: string) => `Parameters of ${name}`,
  choicesOf: (label: string) => `Choices of ${label}`,
  switches: { true: 'Yes', false: 'No' },
  separate: 'Separate several with commas',
  inlineKeys: [
    ['Tab', 'next'],
    [uiWords.keyEnter, 'runs'],
    [uiWords.keysJoined(uiWords.keyShift, mod, uiWords.keyEnter), 'runs and stays here'],
    [uiWords.keyEscape, 'back'],
  ] as const,
  noRun: (name: string) => `Could not run "${name}"`,
}
