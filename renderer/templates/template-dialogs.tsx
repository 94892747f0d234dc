import { loadLater } from '../load-later.tsx'
import { useTemplateQuestion } from './ask.ts'

const TemplateDialog = loadLater(() => import('./template-dialog.tsx').then(({ TemplateDialog }) => TemplateDialog), 'first')

/** Asks for the name of a template when one is to be saved. */
export function TemplateDialogs() {
  const { question } = useTemplateQuestion()
  return question && <TemplateDialog question={question} />
}
