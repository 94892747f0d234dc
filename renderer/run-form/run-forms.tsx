import { loadLater } from '../load-later.tsx'
import { useRunQuestion } from './ask.ts'

const RunForm = loadLater(() => import('./run-form.tsx').then(({ RunForm }) => RunForm), 'first')

/** Asks for the parameters of a run when one is to start. */
export function RunForms() {
  const { question } = useRunQuestion()
  return question && <RunForm key={question.target.id} question={question} />
}
