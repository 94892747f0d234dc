import { create } from 'zustand'
import { asksFrom } from '../ui/do-all.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import type { Action } from '../ui/table/action.ts'
import { definitionWords } from '../words.ts'

type Question = { title: string; act(): unknown }

const useQuestion = create<{ question: Question | null }>(() => ({ question: null }))
const close = () => useQuestion.setState({ question: null })

/** A key starts the selected jobs, flows or pipelines: many of them only after a question. `what`: "12 jobs". */
export function runningMany(action: Action, count: number, what: string): Action {
  if (count < asksFrom) return action
  const question = { title: definitionWords.runMany(what), act: action.act }
  return { ...action, name: `${action.name}…`, act: () => useQuestion.setState({ question }) }
}

/** Asks, where there is a question. */
export function RunManyDialog() {
  const { question } = useQuestion()
  return (
    question && (
      <FormDialog
        title={question.title}
        submit={question.title}
        focusesSubmit
        onSubmit={() => {
          close()
          void question.act()
        }}
        onClose={close}
      >
        <p className="text-ink-2">{definitionWords.runManyText}</p>
      </FormDialog>
    )
  )
}
