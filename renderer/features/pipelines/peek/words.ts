export const words = {
  pipeline: 'Pipeline',
  steps: 'Steps',
  invalid: 'The manifest has errors',
}
