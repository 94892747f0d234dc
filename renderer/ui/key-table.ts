/**
 * Every key of the window: where it works, how it is pressed, and what it does. `mod` is Ctrl, or Cmd on a Mac; `g h` is
 * G, then H.
 */
export const keyTable = {
  palette: { where: 'Anywhere', keys: ['mod+k'], does: 'Search or run' },
  filter: { where: 'Anywhere', keys: ['/'], does: 'Filter the list' },
  help: { where: 'Anywhere', keys: ['?'], does: 'Show the keys' },
  new: { where: 'Anywhere', keys: ['n'], does: 'New job; on Flows and Pipelines a new one of those' },
  settings: { where: 'Anywhere', keys: ['mod+,', 'g s'], does: 'Go to Settings' },
  goHome: { where: 'Anywhere', keys: ['g h'], does: 'Go to Home' },
  goJobs: { where: 'Anywhere', keys: ['g j'], does: 'Go to Jobs' },
  goFlows: { where: 'Anywhere', keys: ['g f'], does: 'Go to Flows' },
  goPipelines: { where: 'Anywhere', keys: ['g p'], does: 'Go to Pipelines' },
  goRuns: { where: 'Anywhere', keys: ['g r'], does: 'Go to Runs' },
  goCalendar: { where: 'Anywhere', keys: ['g c'], does: 'Go to Calendar' },
  goQueue: { where: 'Anywhere', keys: ['g q'], does: 'Go to Queue' },
  goWorkers: { where: 'Anywhere', keys: ['g w'], does: 'Go to Workers' },
  next: { where: 'In a list', keys: ['j', 'ArrowDown'], does: 'Next row' },
  previous: { where: 'In a list', keys: ['k', 'ArrowUp'], does: 'Previous row' },
  open: { where: 'In a list', keys: ['Enter'], does: 'Open' },
  selectRow: { where: 'In a list', keys: ['x'], does: 'Select the row' },
  extendDown: { where: 'In a list', keys: ['Shift+j', 'Shift+ArrowDown'], does: 'Select down to the next row' },
  extendUp: { where: 'In a list', keys: ['Shift+k', 'Shift+ArrowUp'], does: 'Select up to the previous row' },
  selectAll: { where: 'In a list', keys: ['mod+a'], does: 'Select all rows; pressed again, all that match' },
  clearSelection: { where: 'In a list', keys: ['Escape'], does: 'Clear the selection' },
  rowMenu: { where: 'In a list', keys: ['.', 'Shift+F10'], does: 'Show all actions' },
  runSelected: { where: 'In a list', keys: ['r'], does: 'Run, start or re-run' },
  stopSelected: { where: 'In a list', keys: ['Shift+s'], does: 'Cancel or stop' },
  retrySelected: { where: 'In a list', keys: ['t'], does: 'Retry the run' },
  editSelected: { where: 'In a list', keys: ['e'], does: 'Edit the job, flow or pipeline' },
  pauseSelected: { where: 'In a list', keys: ['p'], does: 'Enable or disable the job' },
  favoriteSelected: { where: 'In a list', keys: ['f'], does: 'Add to favorites, or remove from them' },
  renameSelected: { where: 'In a list', keys: ['F2'], does: 'Rename' },
  deleteSelected: { where: 'In a list', keys: ['Delete'], does: 'Delete' },
  retryAlert: { where: 'On Home', keys: ['r'], does: 'Retry what failed' },
  acknowledgeAlert: { where: 'On Home', keys: ['a'], does: 'Acknowledge the alert' },
  snoozeAlert: { where: 'On Home', keys: ['h'], does: 'Snooze the alert for an hour' },
  calendarDay: { where: 'In the calendar', keys: ['d'], does: 'Show a day' },
  calendarWeek: { where: 'In the calendar', keys: ['w'], does: 'Show a week' },
  calendarAgenda: { where: 'In the calendar', keys: ['a'], does: 'Show the agenda' },
  calendarToday: { where: 'In the calendar', keys: ['t'], does: 'Go to today' },
  calendarNext: { where: 'In the calendar', keys: ['j', 'ArrowRight'], does: 'Next day, week or two weeks' },
  calendarPrevious: { where: 'In the calendar', keys: ['k', 'ArrowLeft'], does: 'Previous day, week or two weeks' },
  runJob: { where: 'On a job', keys: ['r'], does: 'Run, or save and run' },
  editBody: { where: 'On a job', keys: ['e'], does: 'Edit the script or command' },
  save: { where: 'On a job', keys: ['mod+s'], does: 'Save' },
  test: { where: 'On a job', keys: ['mod+Enter'], does: 'Test run' },
  nextRun: { where: 'On a run', keys: ['j'], does: 'Next run' },
  previousRun: { where: 'On a run', keys: ['k'], does: 'Previous run' },
  rerun: { where: 'On a run', keys: ['r'], does: 'Re-run' },
  retry: { where: 'On a run', keys: ['t'], does: 'Retry' },
  stop: { where: 'On a run', keys: ['Shift+s'], does: 'Stop' },
  editJob: { where: 'On a run', keys: ['e'], does: 'Edit the job' },
  follow: { where: 'On a run', keys: ['f'], does: 'Follow the log' },
} as const satisfies Record<string, { where: string; keys: readonly string[]; does: string }>

export type KeyId = keyof typeof keyTable

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** A press as the table writes it. Shift counts with letters and named keys: a sign such as `?` says itself what it means with it. */
export function pressText({ key, ctrlKey, metaKey, shiftKey, altKey }: Press): string {
  const isLetter = /^\p{L}$/u.test(key)
  const name = isLetter ? key.toLowerCase() : (spelled[key] ?? key)
  const shift = shiftKey && (isLetter || key.length > 1) ? 'Shift+' : ''
  return `${altKey ? 'Alt+' : ''}${ctrlKey || metaKey ? 'mod+' : ''}${shift}${name}`
}

/** Keys whose character would be taken for what separates presses. */
const spelled: Record<string, string> = { ' ': 'Space', '+': 'Plus' }

/** How a key is shown: `Ctrl K`, `G then H`. */
export const textOfKey = (keys: string, modName: string): string =>
  keys
    .split(' ')
    .map((press) =>
      press
        .split('+')
        .map((part) => partText(part, modName))
        .join(' '),
    )
    .join(' then ')

const names: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Plus: '+',
  Delete: 'Del',
  Escape: 'Esc',
}

const partText = (part: string, modName: string): string =>
  part === 'mod' ? modName : (names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
