import { words } from './words.ts'

/**
 * Every key of the window: where it works and how it is pressed. `renderer/words/keys.ts` says what it does. `mod` is Ctrl, or Cmd on a Mac;
 * `g h` is G, then H.
 */
export const keyTable = {
  palette: { where: 'anywhere', keys: ['mod+k'] },
  filter: { where: 'anywhere', keys: ['/'] },
  help: { where: 'anywhere', keys: ['?'] },
  new: { where: 'anywhere', keys: ['n'] },
  undo: { where: 'anywhere', keys: ['mod+z'] },
  settings: { where: 'anywhere', keys: ['mod+,', 'g s'] },
  goHome: { where: 'anywhere', keys: ['g h'] },
  goJobs: { where: 'anywhere', keys: ['g j'] },
  goFlows: { where: 'anywhere', keys: ['g f'] },
  goPipelines: { where: 'anywhere', keys: ['g p'] },
  goRuns: { where: 'anywhere', keys: ['g r'] },
  goCalendar: { where: 'anywhere', keys: ['g c'] },
  goQueue: { where: 'anywhere', keys: ['g q'] },
  goWorkers: { where: 'anywhere', keys: ['g w'] },
  next: { where: 'list', keys: ['j', 'ArrowDown'] },
  previous: { where: 'list', keys: ['k', 'ArrowUp'] },
  open: { where: 'list', keys: ['Enter'] },
  peek: { where: 'list', keys: ['Space'] },
  openFolder: { where: 'list', keys: ['ArrowRight'] },
  closeFolder: { where: 'list', keys: ['ArrowLeft'] },
  selectRow: { where: 'list', keys: ['x'] },
  extendDown: { where: 'list', keys: ['Shift+j', 'Shift+ArrowDown'] },
  extendUp: { where: 'list', keys: ['Shift+k', 'Shift+ArrowUp'] },
  selectAll: { where: 'list', keys: ['mod+a'] },
  clearSelection: { where: 'list', keys: ['Escape'] },
  rowMenu: { where: 'list', keys: ['.', 'Shift+F10'] },
  runSelected: { where: 'list', keys: ['r'] },
  stopSelected: { where: 'list', keys: ['Shift+s'] },
  retrySelected: { where: 'list', keys: ['Shift+t'] },
  editSelected: { where: 'list', keys: ['e'] },
  pauseSelected: { where: 'list', keys: ['p'] },
  favoriteSelected: { where: 'list', keys: ['f'] },
  tagSelected: { where: 'list', keys: ['t'] },
  moveSelected: { where: 'list', keys: ['m'] },
  renameSelected: { where: 'list', keys: ['F2'] },
  deleteSelected: { where: 'list', keys: ['Delete'] },
  switchToPanel: { where: 'panel', keys: ['F6'] },
  closePanel: { where: 'panel', keys: ['Escape'] },
  retryAlert: { where: 'home', keys: ['r'] },
  acknowledgeAlert: { where: 'home', keys: ['a'] },
  snoozeAlert: { where: 'home', keys: ['h'] },
  calendarDay: { where: 'calendar', keys: ['d'] },
  calendarWeek: { where: 'calendar', keys: ['w'] },
  calendarAgenda: { where: 'calendar', keys: ['a'] },
  calendarToday: { where: 'calendar', keys: ['t'] },
  calendarNext: { where: 'calendar', keys: ['j', 'ArrowRight'] },
  calendarPrevious: { where: 'calendar', keys: ['k', 'ArrowLeft'] },
  runJob: { where: 'job', keys: ['r'] },
  editBody: { where: 'job', keys: ['e'] },
  save: { where: 'job', keys: ['mod+s'] },
  test: { where: 'job', keys: ['mod+Enter'] },
  nextRun: { where: 'run', keys: ['j'] },
  previousRun: { where: 'run', keys: ['k'] },
  rerun: { where: 'run', keys: ['r'] },
  rerunWithChanges: { where: 'run', keys: ['Shift+r'] },
  retry: { where: 'run', keys: ['Shift+t'] },
  stop: { where: 'run', keys: ['Shift+s'] },
  compareRun: { where: 'run', keys: ['c'] },
  runTab: { where: 'run', keys: ['1', '2', '3', '4', '5', '6', '7'] },
  editJob: { where: 'run', keys: ['e'] },
  levelUp: { where: 'run', keys: ['Escape'] },
  findInLog: { where: 'log', keys: ['mod+f'] },
  nextHit: { where: 'log', keys: ['F3'] },
  previousHit: { where: 'log', keys: ['Shift+F3'] },
  nextError: { where: 'log', keys: ['F8'] },
  previousError: { where: 'log', keys: ['Shift+F8'] },
  goToLine: { where: 'log', keys: ['mod+g'] },
  follow: { where: 'log', keys: ['End', 'f'] },
  logTop: { where: 'log', keys: ['Home'] },
  wrapLines: { where: 'log', keys: ['w'] },
  logTimes: { where: 'log', keys: ['t'] },
  extendLinesDown: { where: 'log', keys: ['Shift+ArrowDown'] },
  extendLinesUp: { where: 'log', keys: ['Shift+ArrowUp'] },
  copyLines: { where: 'log', keys: ['mod+c'] },
  clearLines: { where: 'log', keys: ['Escape'] },
  addNode: { where: 'canvas', keys: ['a'] },
  connectNode: { where: 'canvas', keys: ['c'] },
  openOutline: { where: 'canvas', keys: ['o'] },
  nodeOfKind: { where: 'canvas', keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'] },
  nodeBelow: { where: 'canvas', keys: ['ArrowDown'] },
  nodeAbove: { where: 'canvas', keys: ['ArrowUp'] },
  nodeLeft: { where: 'canvas', keys: ['ArrowLeft'] },
  nodeRight: { where: 'canvas', keys: ['ArrowRight'] },
  extendBelow: { where: 'canvas', keys: ['Shift+ArrowDown'] },
  extendAbove: { where: 'canvas', keys: ['Shift+ArrowUp'] },
  extendLeft: { where: 'canvas', keys: ['Shift+ArrowLeft'] },
  extendRight: { where: 'canvas', keys: ['Shift+ArrowRight'] },
  moveDown: { where: 'canvas', keys: ['Alt+ArrowDown'] },
  moveUp: { where: 'canvas', keys: ['Alt+ArrowUp'] },
  moveLeft: { where: 'canvas', keys: ['Alt+ArrowLeft'] },
  moveRight: { where: 'canvas', keys: ['Alt+ArrowRight'] },
  openNode: { where: 'canvas', keys: ['Enter'] },
  leaveNode: { where: 'canvas', keys: ['Escape'] },
  removeNode: { where: 'canvas', keys: ['Delete', 'Backspace'] },
  renameNode: { where: 'canvas', keys: ['F2'] },
  disableNode: { where: 'canvas', keys: ['d'] },
  pinNode: { where: 'canvas', keys: ['p'] },
  duplicateNode: { where: 'canvas', keys: ['mod+d'] },
  allNodes: { where: 'canvas', keys: ['mod+a'] },
  findNode: { where: 'canvas', keys: ['mod+f'] },
  redo: { where: 'canvas', keys: ['mod+Shift+z', 'mod+y'] },
  zoomIn: { where: 'canvas', keys: ['Plus', '='] },
  zoomOut: { where: 'canvas', keys: ['-'] },
  fitAll: { where: 'canvas', keys: ['0'] },
  fitSelection: { where: 'canvas', keys: ['@', '"'] },
  nodeMenu: { where: 'canvas', keys: ['.', 'Shift+F10'] },
} as const satisfies Record<string, { where: string; keys: readonly string[] }>

export type KeyId = keyof typeof keyTable

export type KeyPlace = (typeof keyTable)[KeyId]['where']

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
    .join(words.keyThen)

const names: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Plus: '+',
  Delete: words.keyDelete,
  Escape: words.keyEscape,
}

const partText = (part: string, modName: string): string =>
  part === 'mod' ? modName : (names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
