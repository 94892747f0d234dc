/** The public part of the connection to runners, the processes that start programs and outlive the engine. */
export { hasEngine } from './ask-runner.ts'
export type { Ending } from './one-runner.ts'
export { secretIfThere } from './runner-process.ts'
export type { Runners } from './runners.ts'
