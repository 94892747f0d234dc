import type { LogGone } from '../model/log.ts'

/** Why a log is gone, and since when at the latest, as the window and `lf` say it. */
export const goneText = ({ at, why }: LogGone, when: (at: number) => string): string =>
  at === null ? why : `${why} Latest possible time: ${when(at)}.`
