/** Texts of the fields of a job whose body is a flow or a pipeline. */
export const definitionWords = {
  flow: 'Flow',
  flowHint: "The run's parameters are passed to the flow",
  flowName: 'Name of a flow',
  flowVersion: 'Version',
  flowVersionHint: 'Leave empty to run the newest published version',
  pipeline: 'Pipeline',
  pipelineHint: "The run's parameters are passed to the pipeline",
  pipelineName: 'Name of a pipeline',
  pipelineVersionHint: 'Leave empty to run the newest version',
}
