import type { FirstStepMark } from '../shared/model/preferences.ts'
import { changePreferences } from './preferences.ts'

/** Remembers that the person did a first step, or dismissed them. */
export const markFirstStep = (mark: FirstStepMark): void =>
  void changePreferences(({ firstSteps }) => ({ firstSteps: firstSteps.includes(mark) ? firstSteps : [...firstSteps, mark] }))
