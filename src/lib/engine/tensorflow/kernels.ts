// The parts of TensorFlow.js that a multilayer perceptron needs: the whole backend would be several times as much to load.
import { type GradConfig, getGradient, type KernelConfig, registerGradient } from '@tensorflow/tfjs-core';
import { addGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Add_grad';
import { batchMatMulGradConfig } from '@tensorflow/tfjs-core/dist/gradients/BatchMatMul_grad';
import { multiplyGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Multiply_grad';
import { reluGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Relu_grad';
import { sumGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sum_grad';
import { addConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Add';
import { argMaxConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/ArgMax';
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/BatchMatMul';
import { castConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Cast';
import { equalConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Equal';
import { expConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Exp';
import { fillConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Fill';
import { gatherV2Config } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/GatherV2';
import { identityConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Identity';
import { logConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Log';
import { maxConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Max';
import { maximumConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Maximum';
import { multiplyConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Multiply';
import { oneHotConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/OneHot';
import { realDivConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/RealDiv';
import { reluConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Relu';
import { reshapeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Reshape';
import { sqrtConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sqrt';
import { stepConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Step';
import { subConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sub';
import { sumConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sum';
import { zerosLikeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/ZerosLike';

export const kernels: readonly KernelConfig[] = [
	addConfig,
	argMaxConfig,
	batchMatMulConfig,
	castConfig,
	equalConfig,
	expConfig,
	fillConfig,
	gatherV2Config,
	identityConfig,
	logConfig,
	maxConfig,
	maximumConfig,
	multiplyConfig,
	oneHotConfig,
	realDivConfig,
	reluConfig,
	reshapeConfig,
	sqrtConfig,
	stepConfig,
	subConfig,
	sumConfig,
	zerosLikeConfig,
];

const gradients: readonly GradConfig[] = [
	addGradConfig,
	batchMatMulGradConfig,
	multiplyGradConfig,
	reluGradConfig,
	sumGradConfig,
];

/** Gradients belong to no backend: once for the page's life. */
export function registerGradients(): void {
	for (const gradient of gradients) {
		if (!getGradient(gradient.kernelName)) registerGradient(gradient);
	}
}
