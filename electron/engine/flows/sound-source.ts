import { AppError } from '../../../shared/errors.ts'
import type { Definition } from '../../../shared/flow/definition.ts'
import type { Reading } from '../../../shared/flow/read.ts'
import { sentenceOf } from '../../../shared/params/problems-text.ts'
import type { Problem } from '../../../shared/problem.ts'

/** Throws `invalid` with every error. */
export function requireSound({ definition, problems }: Reading): Definition {
  if (definition) return definition
  const errors = problems.filter(({ severity }) => severity === 'error')
  throw new AppError(
    'invalid',
    errors.map(problemText).join('\n'),
    errors.map(({ path, message }) => ({ path, message })),
  )
}

const problemText = ({ path, message, line }: Problem): string =>
  `${line === undefined ? '' : `line ${line}: `}${sentenceOf(`${path === '' ? 'The flow' : path} ${message}`)}`
