/** From which instance each endpoint was tested last. */
export interface ChosenInstances {
  read(endpointId: string): string | undefined;
  write(endpointId: string, instanceId: string): Promise<void>;
}
