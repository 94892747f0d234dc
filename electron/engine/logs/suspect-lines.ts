import { createLineFinder, type LineFinder, prepareLineFinder } from './byte-patterns.ts'

/** Every line with a level, and the first two lines of every trace, have one of these; few others do. */
const patterns = [
  ...['err', 'eror', 'warn', 'wrn', 'ftl', 'fatal', 'crit', 'panic', 'emerg', 'alert', 'severe', 'fail: ', 'failure'],
  ...['exception', 'exit)', '[F]ault', 'unexpected fault', 'traceback', 'goroutine #', '^sig', 'has overflowed', '***'],
  ...[
    '[[][EFWC]]',
    '(EE)',
    '(WW)',
    '[EFW]####~##:',
    '^[EFW]~[ABCDEFGHIJKLMNOPQRSTUVWXYZ]',
    '~[EFW]~[ABCDEFGHIJKLMNOPQRSTUVWXYZ]',
    '^[EFWew][:/,]',
    '[EFW], [[]',
    '^<#',
  ],
  ...['"[:][0123456]', '":~[0123456]', '"[:]"[EFWC]"', '":~"[EFWC]"', '=[EFWC]~', '="[EFWC]"', '=[0123456]~'].flatMap((value) => [
    `level${value}`,
    `lvl${value}`,
    `severity${value}`,
  ]),
  '^~at ',
]

let prepared: ReturnType<typeof prepareLineFinder> | null = null

export function createSuspectLines(): LineFinder {
  prepared ??= prepareLineFinder(patterns)
  return createLineFinder(prepared)
}
