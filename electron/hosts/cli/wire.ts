import type { Global, GlobalOptions, Options } from './connect.ts'

/** What each group of commands needs to be added to the program. */
export type Wire = {
  /** Passes a command the options of all levels, and reports its exit status. */
  act: <A extends unknown[]>(action: (options: Options, ...args: A) => Promise<number>) => (...given: unknown[]) => Promise<void>
  globalOf: (options: GlobalOptions) => Global
}
