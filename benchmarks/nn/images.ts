// One training step of the small residual network on a batch of 64 images of 28 x 112 pixels, without and with the locality regulariser:
// on wasm, on TensorFlow.js's plain cpu backend, and in PyTorch on one thread with its double backward.
import { createImageTrainer, imageModelByName, selectBackend } from "../../src/nn/index.js";
import { createRandom } from "../../src/random.js";
import { type Benchmark, medianTime, pythonPeer, type Row } from "../support/measure.js";

const SIZE = { batch: 64, height: 28, width: 112 };
const REPEATS = { wasm: 15, cpu: 1 };

export const run: Benchmark = async () => {
  const { batch, height, width } = SIZE;
  const size = `batch of ${batch}, ${height} x ${width}`;
  const peers = pythonPeer<{ torch: string; rows: { coefficient: number; ms: number }[] }>(
    "locality.py",
    JSON.stringify({ ...SIZE, repeats: REPEATS.wasm }),
  );
  const rows: Row[] = [];
  for (const coefficient of [0, 1]) {
    const what =
      coefficient === 0 ? "Residual network step" : "Residual network step with the locality regulariser";
    const own = await timeStep("wasm", coefficient);
    const plain = await timeStep("cpu", coefficient);
    rows.push({
      case: `${what}: seprank, wasm`,
      ms: own,
      note: `${size}; median of ${REPEATS.wasm}`,
      headline: coefficient === 1,
    });
    rows.push({
      case: `${what}: seprank, cpu`,
      ms: plain,
      note: `${(plain / own).toFixed(1)} times wasm (asked: at least 5)`,
    });
    const peer =
      peers.absent !== undefined ? undefined : peers.rows.find((row) => row.coefficient === coefficient);
    rows.push({
      case: `${what}: PyTorch${peers.absent === undefined ? ` ${peers.torch}` : ""}, one thread`,
      ms: peer?.ms ?? null,
      note: peer
        ? `wasm takes ${(own / peer.ms).toFixed(2)} times as long`
        : (peers.absent ?? "not measured"),
      headline: coefficient === 1 && peer !== undefined,
    });
  }
  return { name: "Training on images against locality", rows };
};

/** The median time of a step, in milliseconds. */
async function timeStep(backend: "wasm" | "cpu", coefficient: number): Promise<number> {
  await selectBackend(backend);
  const { batch, height, width } = SIZE;
  const random = createRandom(1);
  const network = imageModelByName("resnet-small").create({ height, width, channels: 1, dropout: 0 }, random);
  const options = { learningRate: 0.01, momentum: 0.9, weightDecay: 0, coefficient };
  const trainer = createImageTrainer(network, { height, width, channels: 1 }, options);
  const draw = () => Float32Array.from({ length: batch * height * width }, () => random.uniform());
  const given = {
    images: draw(),
    labels: Float32Array.from({ length: batch }, (_, n) => n % 2),
    exchanged: {
      images: draw(),
      region: Float32Array.from({ length: height * width }, (_, k) => (k % width < width / 4 ? 1 : 0)),
    },
    dropoutSeed: 1,
  };
  const warmUp = backend === "wasm" ? 3 : 0;
  const ms = medianTime(() => trainer.step([given]), { repeats: REPEATS[backend], warmUp });
  trainer.dispose();
  return ms;
}
