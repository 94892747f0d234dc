import type { Global, GlobalOptions, Options } from './connect.ts'

/** What the parts of the command line are given to be joined. */
export type Wire = {
  /** Gives a command the options of all levels, and its exit status to whoever waits for it. */
  act: <A extends unknown[]>(action: (options: Options, ...args: A) => Promise<number>) => (...given: unknown[]) => Promise<void>
  globalOf: (options: GlobalOptions) => Global
}
