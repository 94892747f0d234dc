import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { err, outSource, printJson } from '../print.ts'
import { type Json, withClient } from '../with-client.ts'

/** The schedules as a crontab; what cannot be said in one goes to stderr. */
export const exportCrontab = (global: Global, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { text: crontab, left, isCut } = await client.imports.exportCrontab()
    if (options.json) {
      printJson({ text: crontab, left, isCut })
      return exitCodes.done
    }
    outSource(crontab)
    for (const { job, why } of left) err(`"${job}" was left out: ${why}`)
    if (crontab === '' && left.length === 0) err('No job has a schedule.')
    if (isCut) err('There are more jobs than one crontab takes: only the first are in it.')
    return exitCodes.done
  })
