import type { Hook } from '../../../shared/model/hook.ts'
import { type Problem, warning } from '../../../shared/problem.ts'
import type { Store } from '../store/store.ts'

/** The hooks that name a job which does not exist: they could not start. */
export const missingHookJobs = (store: Pick<Store, 'jobs'>, hooks: readonly Hook[] = []): { index: number; job: string }[] =>
  hooks.flatMap(({ job }, index) => (job === undefined || store.jobs.seek(job) !== null ? [] : [{ index, job }]))

export const hookWarnings = (store: Pick<Store, 'jobs'>, hooks: readonly Hook[]): string[] =>
  missingHookJobs(store, hooks).map(({ index, job }) => `Hook ${index + 1} cannot start: there is no job "${job}".`)

/** The same about the definition of a flow or a pipeline. */
export const hookProblems = (store: Pick<Store, 'jobs'>, hooks: readonly Hook[] | undefined): Problem[] =>
  missingHookJobs(store, hooks).map(({ index, job }) =>
    warning(['hooks', index, 'job'], `there is no job "${job}", so this hook cannot start`),
  )
