import { basename, isAbsolute } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Artifacts } from '../artifacts/artifacts.ts'
import type { Clock } from '../base/clock.ts'
import { newId } from '../base/ids.ts'
import type { KeptFile } from '../store/objects.ts'

export type InputFile = KeptFile & { name: string }

/** Stores the files of a run of a pipeline. They stay until `use` has recorded that they are needed. Throws invalid. */
export const createWithInputs = (artifacts: Pick<Artifacts, 'take' | 'letGo'>, clock: Pick<Clock, 'now'>) =>
  async function withInputs<T>(paths: readonly string[], use: (inputs: InputFile[]) => Promise<T>): Promise<T> {
    const owner = newId(clock.now())
    try {
      const inputs: InputFile[] = []
      for (const path of paths) {
        if (!isAbsolute(path)) throw new AppError('invalid', `The path of the input "${path}" must be absolute.`)
        const name = basename(path)
        if (inputs.some((other) => other.name === name))
          throw new AppError('invalid', `Two inputs have the name "${name}". Each input of a run needs a name of its own.`)
        inputs.push({ ...(await artifacts.take(path, owner)), name })
      }
      return await use(inputs)
    } finally {
      artifacts.letGo(owner)
    }
  }
