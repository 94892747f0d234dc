import { lstatSync, mkdirSync, readlinkSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { createFolder } from '../../engine/base/create-folder.ts'
import { openTaskPipelineDb, type TaskPipelineDb } from '../../engine/store/task-pipeline.ts'
import { readSettings, type Settings } from '../settings.ts'

/** The folder that Task Pipeline uses by default. */
export const defaultPipelineFolder = 'db'

/** `settings` point into the folder; other programs read the `tables`. */
export type PipelineFolder = { path: string; settings: Settings; tables: TaskPipelineDb }

/**
 * Opens a folder of Task Pipeline: the database `db`, `objects/`, and `.localflow/`, LocalFlow's own data folder, whose `objects`
 * is a link to the former. Throws `invalid` for a file, `conflict` for data of another program, and `unavailable` if the folder
 * cannot be created.
 */
export function openPipelineFolder(given: string): PipelineFolder {
  const path = resolve(given)
  const data = join(path, '.localflow')
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new AppError('invalid', `Could not use ${path}: it is a file, and --db takes a folder.`)
  let tables: TaskPipelineDb | null = null
  try {
    createFolder(path, 0o700)
    tables = openTaskPipelineDb(join(path, 'db'), join(data, 'localflow.db'))
    for (const folder of [join(path, 'objects'), data]) mkdirSync(folder, { recursive: true, mode: 0o700 })
    linkObjects(join(data, 'objects'), join(path, 'objects'))
    return { path, settings: { ...readSettings(process.env, { data }), dbPath: null }, tables }
  } catch (error) {
    tables?.close()
    const { code } = error as NodeJS.ErrnoException
    throw error instanceof AppError ? error : new AppError('unavailable', `Could not use the folder ${path}: ${code}.`)
  }
}

/** On Windows a link has an absolute path, so it is created again if the folder was moved. */
function linkObjects(link: string, objects: string): void {
  const target = process.platform === 'win32' ? objects : join('..', 'objects')
  const isLink = lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() === true
  if (isLink && resolve(link, '..', readlinkSync(link)) === objects) return
  if (isLink) rmSync(link)
  symlinkSync(target, link, 'junction')
}
