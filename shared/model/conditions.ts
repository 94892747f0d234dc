import * as z from 'zod'
import { limits } from './limits.ts'

const hourMs = 3_600_000

/** A host with its port: nas.local:445, 192.168.1.5:22 or [::1]:80. */
export function hostPortOf(text: string): { host: string; port: number } | null {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]/]{1,253})):(\d{1,5})$/.exec(text.trim())
  const port = Number(match?.[3])
  return match && port >= 1 && port <= 65_535 ? { host: (match[1] ?? match[2]) as string, port } : null
}

/** An address with the bits that count: 192.168.1.0/24 or fd00::/8. */
export function subnetOf(text: string): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | null {
  const match = /^([0-9a-fA-F:.]+)\/(\d{1,3})$/.exec(text.trim())
  if (!match?.[1]) return null
  const [address, bits] = [match[1], Number(match[2])]
  if (z.ipv4().safeParse(address).success) return bits <= 32 ? { address, bits, family: 'ipv4' } : null
  return z.ipv6().safeParse(address).success && bits <= 128 ? { address, bits, family: 'ipv6' } : null
}

const network = z
  .string()
  .trim()
  .refine((text) => text === 'any' || subnetOf(text) !== null, 'must be "any" or a network such as 192.168.1.0/24')
const host = z
  .string()
  .trim()
  .refine((text) => hostPortOf(text) !== null, 'must be a host with a port, such as nas.local:445')

/** Conditions for starting a run that no person started manually. */
export const Conditions = z.strictObject({
  /** Not on battery. */
  acPower: z.boolean().default(false),
  /** The computer has been idle for this long. */
  idleMs: z
    .int()
    .min(60_000, 'must be a minute or more')
    .max(24 * hourMs, 'must be no more than a day')
    .nullable()
    .default(null),
  /** The computer is in a network: in any, or in this one. */
  network: network.nullable().default(null),
  /** The host accepts connections on that port. */
  host: host.nullable().default(null),
  /** A volume is mounted there. */
  volume: z.string().trim().min(1, 'is empty').max(limits.pathLength).nullable().default(null),
  /** A shell command that is run before each start: the run is skipped if it fails. */
  onlyIf: z
    .string()
    .max(limits.scriptBytes)
    .refine((text) => !text.includes('\0'), 'must not contain a NUL character')
    .refine((text) => text.trim() !== '', 'is empty: write a command')
    .optional(),
  /** The run is skipped if a run of the job has succeeded today. */
  oncePerDay: z.boolean().optional(),
  /** How long the run waits for the conditions before it is skipped. */
  deferMs: z
    .int()
    .min(0)
    .max(30 * 24 * hourMs, 'must be no more than 30 days')
    .default(12 * hourMs),
})
export type Conditions = z.infer<typeof Conditions>

/** How long the command of `onlyIf` may take. */
export const checkTimeoutMs = 30_000
/** A queue of their own: neither work nor hooks hold up the checks. */
export const checkQueue = 'conditions'
export const checksAtOnce = 4
/** The step of a run's log that has the output of the command. */
export const checkStep = 'condition'

/** What is checked when a run is about to start; the run does not wait for it. */
export const hasPreconditions = (conditions: Conditions | null): conditions is Conditions =>
  conditions !== null && (conditions.onlyIf !== undefined || conditions.oncePerDay === true)

/** Whether there is anything that a run waits for. */
export const hasConditions = (conditions: Conditions | null): conditions is Conditions =>
  conditions !== null &&
  (conditions.acPower ||
    conditions.idleMs !== null ||
    conditions.network !== null ||
    conditions.host !== null ||
    conditions.volume !== null)
