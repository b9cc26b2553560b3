package io.openwlm.linux;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the kernel contract on the machine that builds. Where control groups cannot be written, the
 * checks fail by name: such a machine proves nothing.
 */
@Tag("kernel")
class HybridKernelTest {

  @TestFactory
  Stream<DynamicTest> keepsTheKernelContract() {
    return KernelContract.checks().stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check.body()::run));
  }
}
