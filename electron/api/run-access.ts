import { AppError } from '../../shared/errors.ts'
import type { RunUser } from '../engine/secrets/secrets.ts'

type Input = Readonly<Record<string, unknown>>
type Rule = (user: RunUser, input: Input) => boolean

const ofRun: Rule = (user, { ref }) => typeof ref === 'string' && user.mayRead(ref)
const ofItself: Rule = (user, { ref }) => ref === user.id || ref === String(user.number)
const ofDefinition: Rule = ({ definition }, { ref }) => definition !== null && (ref === definition.id || ref === definition.name)
const ofState: Rule = ({ definition }, { job }) =>
  job === undefined || (definition !== null && (job === definition.id || job === definition.name))
const always: Rule = () => true

/** What the token of a run may do: everything else is refused. */
export const runRules: Readonly<Record<string, Rule>> = {
  'runs.get': ofRun,
  'runs.events': ofRun,
  'runs.samples': ofRun,
  'runs.related': ofRun,
  'logs.read': ofRun,
  'logs.watch': ofRun,
  'logs.find': ofRun,
  'logs.follow': ofRun,
  'logs.bytes': ofRun,
  'logs.firstError': ofRun,
  'objects.ofRun': ofRun,
  'flowRuns.history': ofRun,
  'flowRuns.signal': ofItself,
  'jobs.get': ofDefinition,
  'jobs.params': ofDefinition,
  'flows.get': ofDefinition,
  'pipelines.get': ofDefinition,
  'state.list': ofState,
  'state.get': ofState,
  'state.history': ofState,
  'state.set': ofState,
  'state.remove': ofState,
  'jobs.run': always,
  'flows.start': always,
  'pipelines.run': always,
}

/** Throws unauthorized for the token of an attempt that ended, and forbidden for a call that is not the run's business. */
export function requireRunAccess(user: RunUser, path: readonly string[], input: unknown): void {
  if (!user.isActive())
    throw new AppError('unauthorized', 'The token is no longer valid: the attempt that it was made for has ended.')
  const rule = runRules[path.join('.')]
  const fields = typeof input === 'object' && input !== null ? (input as Input) : {}
  if (!rule?.(user, fields)) throw runForbidden()
}

export const runForbidden = (): AppError =>
  new AppError(
    'forbidden',
    'The token of a run may not do this: it reads its own run and job, uses state, sends signals to its run and starts runs. ' +
      'Use the token that "lf token" prints.',
  )
