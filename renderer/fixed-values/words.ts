import type { Json } from '../../shared/model/json.ts'

export const words = {
  title: 'Parameters',
  none: 'The job has no parameters.',
  defaults: 'defaults',
  unknownOfJob: (job: string) => `"${job}" has no parameters of its own, so any values are accepted.`,
  asJson: 'Values as JSON',
  notObject: 'Must be a JSON object, such as {"region": "eu"}',
  note: "Empty fields use the job's default.",
  lacks: (names: readonly string[]) =>
    names.length === 1
      ? `Runs cannot start until ${names[0]} has a valid value.`
      : `Runs cannot start until ${names.length} parameters have valid values.`,
  sources: (hasEvent: boolean, hasState: boolean) =>
    hasEvent && hasState ? 'the event or the state' : hasEvent ? 'the event' : 'the state',
  takeFrom: (label: string, sources: string) => `Take ${label} from ${sources}`,
  fixed: (label: string) => `Give ${label} a fixed value`,
  reference: (label: string, sources: string) => `${label}, from ${sources}`,
  referenceHint: (names: string) => `One of ${names}`,
  resultHint: (names: string) => `One of ${names}, or a part of the result, such as $event.result.width`,
  anyReference: 'A field of the query or the body of the request, or a key of the state ($state.KEY)',
  filled: (name: string) => `The event fills it ($event.${name}) unless you give a value.`,
  secretNeeded: (label: string) =>
    `${label} is required, but schedules and triggers do not store secrets. Make it optional, or read the secret from the job's environment.`,
  noSecret: "Schedules and triggers do not store secrets. Read the secret from the job's environment.",
  switches: (preset: boolean | undefined) => ({
    '': preset === undefined ? 'Not set' : preset ? 'Default (on)' : 'Default (off)',
    true: 'On',
    false: 'Off',
  }),
  default: (value: Json) => `Default (${typeof value === 'string' ? value : JSON.stringify(value)})`,
  notSet: 'Not set',
  remove: (name: string) => `Remove ${name}`,
  gone: (name: string) => `"${name}" is no longer a parameter of the job.`,
}
