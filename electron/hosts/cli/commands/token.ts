import { AppError } from '../../../../shared/errors.ts'
import { type Global, readTokenIfThere } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson } from '../print.ts'

/** Prints the token of the data folder, for a browser or a script. */
export async function token({ settings: { dataFolder } }: Global, { json }: { json?: boolean }): Promise<number> {
  const value = readTokenIfThere(dataFolder)
  if (value === '')
    throw new AppError(
      'not-found',
      `There is no token in ${dataFolder}. LocalFlow creates one when it first starts with this data folder; name another with --data.`,
    )
  if (json) printJson({ token: value })
  else out(value)
  return exitCodes.done
}
