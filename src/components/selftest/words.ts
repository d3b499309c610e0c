// The self-test's words, typed by the source language.
import type source from '../../content/zh-CN/selftest.json';
import type { FrameWords } from '../frame/words.ts';

export type SelfTestWords = typeof source;
export type EngineWords = FrameWords['engines'];
