import { AppError } from '../../../../shared/errors.ts'
import { type Global, readTokenIfThere } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson } from '../print.ts'

/** Prints the token of the data folder, to be pasted into a browser or given to a script. */
export async function token({ settings: { dataFolder } }: Global, { json }: { json?: boolean }): Promise<number> {
  const value = readTokenIfThere(dataFolder)
  if (value === '')
    throw new AppError('not-found', `There is no token in ${dataFolder} yet. LocalFlow makes one when it first starts there.`)
  if (json) printJson({ token: value })
  else out(value)
  return exitCodes.done
}
