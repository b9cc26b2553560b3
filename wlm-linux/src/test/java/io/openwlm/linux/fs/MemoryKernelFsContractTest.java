package io.openwlm.linux.fs;

class MemoryKernelFsContractTest extends KernelFsContractTest {
  @Override
  KernelFs fs() {
    return new MemoryKernelFs(ROOT)
        .writable(ROOT, "/a/value", "7\n")
        .symbolicLink(ROOT, "/a/exe", "/bin/x");
  }
}
