import type { ReactNode } from 'react'
import type { StorageTrouble } from '../../shared/contract/system.ts'
import type { Theme } from '../../shared/model/preferences.ts'
import { sentence } from '../ui/sentence.ts'

const themes: Record<Theme, string> = { system: 'Match the system', light: 'Light', dark: 'Dark' }

/** What to do about each trouble, where its message does not say so. */
const remedies: Record<Exclude<StorageTrouble['kind'], 'lost'>, (folder: string) => string> = {
  full: (folder) => `Free up space on the disk of ${folder}`,
  low: (folder) => `Free up space on the disk of ${folder}`,
  'read-only': (folder) => `Make the disk of ${folder} writable`,
  locked: () => 'Close that program',
  failing: (folder) => `Check the disk of ${folder}`,
}

export const words = {
  product: 'LocalFlow',
  navigation: 'Main',
  skip: 'Skip to content',
  operate: 'Operate',
  /** Behind the number of both together. */
  attention: (alerts: number, approvals: number) =>
    [alerts > 0 && (alerts === 1 ? 'alert' : 'alerts'), approvals > 0 && (approvals === 1 ? 'approval' : 'approvals')]
      .filter((word) => word !== false)
      .join(' and '),
  running: 'running',
  queued: 'queued',
  /** Other words that find a place in the palette. */
  more: {
    runs: 'history',
    calendar: 'schedules',
    queue: 'tasks waiting',
    files: 'artifacts',
    settings: 'preferences',
    searchLogs: 'find text printed output of runs',
    transfer: 'crontab systemd timers',
    examples: 'first steps try',
    runHistory: 'flow run file',
  },
  openRunHistory: 'Open run history',

  disconnected: 'Disconnected',
  cannotWrite: 'Cannot write to the disk',
  cannotStart: 'Cannot start programs',
  connectionLost: 'Lost the connection to LocalFlow. Runs continue, and this window reconnects automatically.',
  reconnect: 'Reconnect now',
  trouble: ({ kind, message }: StorageTrouble, folder: string) => {
    const waits = `${message} New runs wait, and active runs continue.`
    return kind === 'lost' ? waits : `${waits} ${remedies[kind](folder)}, and LocalFlow resumes by itself.`
  },
  paused: (until: string | null, by: string | null, reason: string) =>
    `Schedules and triggers are paused${until === null ? '' : ` until ${until}`}${by === null ? '' : ` by ${by}`}${reason === '' ? '.' : `: ${reason}`}`,
  resume: 'Resume',
  notResumed: 'Could not resume schedules and triggers',

  theme: 'Theme',
  themes,
  themeNow: (theme: Theme) => `: ${themes[theme]}`,
  version: (version: string) => `LocalFlow ${version}`,
  dataFolder: (folder: string) => `Data folder: ${folder}`,

  shortcuts: 'Keyboard shortcuts',
  keysAre: (keys: string[]) => (areInARow(keys) ? `${keys[0]}–${keys.at(-1)}` : keys.join(' or ')),
  changeKeys: 'Change keys',

  locked: 'LocalFlow is locked',
  noToken: 'This browser has no token for LocalFlow yet.',
  tokenRefused: 'LocalFlow does not accept the token of this browser. It may have changed, or belong to another LocalFlow.',
  findToken: (serve: ReactNode, token: ReactNode) =>
    sentence`Open the link that ${serve} printed, or paste the output of ${token}.`,
  serveCommand: 'lf serve',
  tokenCommand: 'lf token',
  token: 'Token',
  unlock: 'Unlock',
  wrongToken: 'Wrong token. Run `lf token` and paste the whole line.',
}

const areInARow = (keys: string[]): boolean => keys.length > 2 && '123456789'.includes(keys.join(''))
