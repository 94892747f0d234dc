import { join } from 'node:path'
import { readSecretFile } from '../engine/base/secret-file.ts'

export const tokenPath = (dataFolder: string): string => join(dataFolder, 'api-token')

/** The token of a data folder, readable by its owner alone; made on first use. */
export const readToken = (dataFolder: string): string => readSecretFile(tokenPath(dataFolder), 'base64url')
