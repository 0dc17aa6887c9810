// Its import starts the backend; nothing of it is called.
declare module "@tensorflow/tfjs-backend-webgpu";
