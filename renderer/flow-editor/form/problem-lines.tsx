import type { Problem } from '../../../shared/problem.ts'
import { sentenceCase } from '../../ui/sentence-case.ts'

/** What is wrong with a thing as a whole, a line each. */
export const ProblemLines = ({ problems }: { problems: readonly Problem[] }) =>
  problems.map(({ severity, message }) => (
    <p key={message} className={severity === 'error' ? 'text-sm text-bad' : 'text-sm text-warn'}>
      {sentenceCase(message)}
    </p>
  ))
