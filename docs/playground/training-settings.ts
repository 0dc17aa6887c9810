/** How the playground trains: larger steps than `seprank evaluate` takes by default, as it has fewer of them. */
export const GCN = Object.freeze({
  model: "gcn",
  layers: 3,
  hidden: 64,
  learningRate: 0.01,
  weightDecay: 0.0001,
  patience: 50,
});
