import { type Executor, ended } from '../queue/queue.ts'

/** Starts the flow of a job's run in the write that records this task's success. */
export const flowExecutor: Executor = {
  begin: async (_, { signal }) =>
    ended(signal.aborted ? { type: 'stopped', facts: null } : { type: 'succeeded', result: null, facts: null }),
}
