import * as z from 'zod'
import { HeaderName, HeaderValue } from './header.ts'
import { limits } from './limits.ts'
import { namesSecret } from './secret.ts'

/** What happens in a run that a hook can follow. A run that timed out has failed, too; `recovered` is a success after a failure. */
export const hookEvents = ['start', 'success', 'failure', 'retry', 'stop', 'timeout', 'recovered'] as const
export const HookEvent = z.enum(hookEvents)
export type HookEvent = z.infer<typeof HookEvent>

export const hookTimeoutMs = 5 * 60_000
/** A queue of their own: a full or paused queue of jobs must not hold up the hook that tells of it. */
export const hookQueue = 'hooks'
/** How many runs of that queue may run at the same time, unless a person sets another limit. */
export const hooksAtOnce = 4

const noNul = (text: string): boolean => !text.includes('\0')
const text = (max: number) => z.string().max(max).refine(noNul, 'must not contain a NUL character')
const address = z.url({ protocol: /^https?$/ })

const onProblem = `must be ${hookEvents.slice(0, -1).join(', ')} or ${hookEvents.at(-1)}, or a list of these`

const actions = ['job', 'command', 'script', 'url'] as const
export type HookAction = (typeof actions)[number]

/** A job, a command, a script or an HTTP request that follows an event of a run. */
export const Hook = z
  .strictObject({
    on: z.union(
      [
        HookEvent.transform((event): HookEvent[] => [event]).pipe(z.array(HookEvent)),
        z.array(HookEvent).min(1, 'is empty: name an event'),
      ],
      { error: ({ input }) => (input === undefined ? undefined : onProblem) },
    ),
    /** Shown instead of what it runs. */
    name: z.string().trim().max(limits.nameLength).optional(),
    /** The name or id of a job. */
    job: z.string().trim().min(1, 'is empty: name a job').max(limits.nameLength).optional(),
    command: text(limits.pathLength).trim().min(1, 'is empty: name the program to run').optional(),
    args: z.array(text(limits.argBytes)).max(limits.args).optional(),
    script: text(limits.scriptBytes).min(1, 'is empty: write what should run').optional(),
    interpreter: z.array(text(limits.pathLength).min(1)).max(20).optional(),
    url: text(8_192)
      .trim()
      .refine(
        (url) => namesSecret(url) || address.safeParse(url).success,
        'must be an address that starts with http:// or https://',
      )
      .optional(),
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
    headers: z.record(HeaderName, HeaderValue).optional(),
    /** Without one, the facts about the run as JSON. `${LOCALFLOW_ERROR}` and the other variables stand for their values. */
    body: z.string().max(limits.payloadBytes).optional(),
  })
  .refine(
    (hook) => actions.filter((action) => hook[action] !== undefined).length === 1,
    'needs exactly one of "job", "command", "script" and "url"',
  )
export type Hook = z.infer<typeof Hook>
export type HookInput = z.input<typeof Hook>

/** The keys that a hook may have. */
export const hookFields: string[] = Object.keys(Hook.shape)

export const Hooks = z.array(Hook).max(limits.hooks)

export const actionOf = (hook: Hook): HookAction => actions.find((action) => hook[action] !== undefined) ?? 'command'

/** What a hook learns about the run that it follows; also the parameters of a job that is run as one. */
export type HookFacts = {
  hook: HookEvent
  run: number
  run_id: string
  job: string
  outcome: string
  reason: string
  error: string
  exit_code: string
  run_url: string
}

/** The variables of a hook. Empty for the parameters of any other run. */
export function hookVariables(facts: Partial<Record<keyof HookFacts, unknown>>): Record<string, string> {
  if (!hookEvents.some((event) => event === facts.hook) || typeof facts.outcome !== 'string') return {}
  const names = {
    hook: 'HOOK',
    outcome: 'OUTCOME',
    reason: 'REASON',
    error: 'ERROR',
    exit_code: 'EXIT_CODE',
    run_url: 'RUN_URL',
  } as const
  const known = Object.entries(names).map(([fact, name]) => [`LOCALFLOW_${name}`, String(facts[fact as keyof HookFacts] ?? '')])
  return { ...Object.fromEntries(known), LOCALFLOW_HOOK_RUN: String(facts.run ?? '') }
}

/** What a hook is called: by its name, or by what it runs. */
export function hookName({ name, job, command, args = [], script, url, method }: Hook): string {
  if (name) return name
  if (job !== undefined) return job
  if (url !== undefined) return `${method ?? 'POST'} ${/^https?:\/\/(?:[^/?#@]*@)?([^/?#]+)/.exec(url)?.[1] ?? url}`
  if (command !== undefined) return [command, ...args].join(' ').replaceAll(/\s+/g, ' ').trim().slice(0, limits.nameLength)
  const line = script?.split('\n').find((each) => each.trim() !== '' && !each.startsWith('#')) ?? 'script'
  return line.trim().slice(0, limits.nameLength)
}

/** The step of the run's log that has its output. */
export const hookStep = (event: HookEvent, hook: Hook): string => `on ${event}: ${hookName(hook)}`.slice(0, 200)
