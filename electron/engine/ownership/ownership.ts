import { dirname, join, resolve } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { prepareSocketFolder } from '../../runner/socket-path.ts'
import { closeOwnFiles, explainFolder, openDataFolder, requireOwnFolder } from '../store/data-folder.ts'
import { folderBeside } from '../store/database-mark.ts'
import { alreadyOwned, type Ownership, takeOwnership } from '../store/owner.ts'
import { isHeldByAnother } from './other-engine.ts'

type Wanted = { dataFolder: string; dbPath: string | null }
type Taken = { dataFolder: string; dbPath: string; owner: Ownership }

/**
 * Opens the data folder for this process alone, and closes it to other accounts. Throws `conflict` if another engine has it,
 * `forbidden` for files that other accounts made or can write to, `unavailable` for a folder that cannot be used.
 */
export async function takeFolder({ dataFolder: wanted, dbPath }: Wanted): Promise<Taken> {
  const isShared = dbPath !== null && dirname(resolve(dbPath)) === resolve(wanted)
  // An unnamed folder is next to the database: an account that can write there could replace it.
  if (dbPath !== null && folderBeside(resolve(dbPath)) === resolve(wanted)) requireOwnFolder(dirname(resolve(dbPath)))
  const dataFolder = openDataFolder(wanted, isShared)
  const path = dbPath === null ? join(dataFolder, 'localflow.db') : resolve(dbPath)
  const owner = takeOwnership(dataFolder)
  try {
    closeOwnFiles(dataFolder, path, isShared)
    prepareSockets(dataFolder)
    // The lock is also free if the file of the held lock was deleted.
    if (await isHeldByAnother(dataFolder)) throw alreadyOwned(dataFolder)
    return { dataFolder, dbPath: path, owner }
  } catch (error) {
    owner.release()
    throw explainFolder(error, dataFolder)
  }
}

function prepareSockets(dataFolder: string): void {
  try {
    prepareSocketFolder(dataFolder)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw code === undefined ? new AppError('forbidden', message) : error
  }
}
