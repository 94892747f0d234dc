import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { err, outSource, printJson } from '../print.ts'
import { type Json, withClient } from '../with-client.ts'

/** Prints the schedules as a crontab; what a crontab cannot express goes to stderr. */
export const exportCrontab = (global: Global, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { text: crontab, left, isCut } = await client.imports.exportCrontab()
    if (options.json) {
      printJson({ text: crontab, left, isCut })
      return exitCodes.done
    }
    outSource(crontab)
    for (const { job, why } of left) err(`Left out "${job}": ${why}`)
    if (crontab === '' && left.length === 0) err('Nothing to export: no job has a schedule.')
    if (isCut) err('The crontab is incomplete: there are more jobs than one crontab can hold.')
    return exitCodes.done
  })
