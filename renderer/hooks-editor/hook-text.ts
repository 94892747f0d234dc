import { type HookAction, type HookEvent, hookEvents } from '../../shared/model/hook.ts'

/** A hook as its author wrote it, right or wrong. */
export type HookText = Record<string, unknown>

/** What is wrong with a hook: `field` is empty for the hook as a whole. */
export type HookProblem = { field: string; message: string; isWarning?: boolean }

const actions = ['job', 'command', 'script', 'url'] as const satisfies readonly HookAction[]
/** What belongs to one action alone. */
const ofActions = ['job', 'command', 'args', 'script', 'interpreter', 'url', 'method', 'headers', 'body']

export const newHook: HookText = { on: 'failure', job: '' }

export const actionOf = (hook: HookText): HookAction => actions.find((action) => hook[action] !== undefined) ?? 'job'

export const eventsOf = (hook: HookText): HookEvent[] => hookEvents.filter((event) => [hook['on']].flat().includes(event))

/** The hook without a field, or with another value of it. */
export function withField(hook: HookText, name: string, value: unknown): HookText {
  if (value !== undefined) return { ...hook, [name]: value }
  const { [name]: _, ...others } = hook
  return others
}

/** One event stays a word where it was written as one. */
export function withEvent(hook: HookText, event: HookEvent, isOn: boolean): HookText {
  const before = eventsOf(hook)
  const next = hookEvents.filter((each) => (each === event ? isOn : before.includes(each)))
  return { ...hook, on: next.length === 1 && !Array.isArray(hook['on']) ? next[0] : next }
}

const partOf = (hook: HookText, isOfAction: boolean): HookText =>
  Object.fromEntries(Object.entries(hook).filter(([name]) => ofActions.includes(name) === isOfAction))

/** What a hook says about its action alone. */
export const actionPart = (hook: HookText): HookText => partOf(hook, true)

export const withAction = (hook: HookText, action: HookAction, earlier: HookText | undefined): HookText => ({
  ...partOf(hook, false),
  ...(earlier ?? { [action]: '' }),
})

export const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
