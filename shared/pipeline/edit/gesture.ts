/** What a person does to the steps of a pipeline in its drawing. Steps are named. */
export type StepGesture =
  /** A new step behind another one, or one that starts with the run. */
  | { do: 'add'; after: string | null }
  /** A new step between two that are connected. */
  | { do: 'insert'; from: string; to: string }
  | { do: 'remove'; names: string[] }
  | { do: 'rename'; from: string; to: string }
  /** The files of one step become inputs of another. */
  | { do: 'connect'; from: string; to: string }
  | { do: 'disconnect'; from: string; to: string }
  /** One of the ends of a connection leads elsewhere. */
  | { do: 'rewire'; from: string; to: string; next: { from: string; to: string } }

/** The text with the change, and the step to choose; or why the change cannot be made. */
export type StepsEdited = { source: string; chosen: string | null } | { refused: string }

/** The part of a step that gestures change. Without a table `[[step]]`, steps run in the order of their tasks. */
export type PlainStep = { name: string; start: boolean; inputs: string[] }
