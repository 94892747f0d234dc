import { AppError } from '../errors.ts'
import { nearest } from '../nearest.ts'
import type { Example } from './example.ts'
import { flowExamples } from './flow-examples.ts'
import { flowShapes } from './flow-shapes.ts'
import { jobExamples } from './job-examples.ts'
import { keepSafeExamples } from './keep-safe-examples.ts'
import { pipelineExamples } from './pipeline-examples.ts'

/** Small definitions to learn from. They run on any computer, with nothing but its shell. */
export const examples: Example[] = [...jobExamples, ...keepSafeExamples, ...flowExamples, ...flowShapes, ...pipelineExamples]

/** By its name on the command line or its title. */
export function findExample(name: string): Example {
  const found = examples.find(({ id, title }) => id === name || title.toLowerCase() === name.toLowerCase())
  if (found) return found
  const near = nearest(
    name,
    examples.map(({ id }) => id),
  )
  throw new AppError(
    'not-found',
    `There is no example "${name}".${near ? ` Did you mean "${near}"?` : ''} List them with: lf example list`,
  )
}
