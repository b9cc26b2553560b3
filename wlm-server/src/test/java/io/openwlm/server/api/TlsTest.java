package io.openwlm.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.server.jetty.ApiLimits;
import io.openwlm.server.jetty.Listen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TCP beyond loopback has TLS 1.3 and nothing older; without TLS it is refused. */
class TlsTest {
  @TempDir Path directory;

  @Test
  void servesTls13AndNothingOlder() throws Exception {
    KeyStore store = certificate();
    Path chain = pem("CERTIFICATE", store.getCertificate("wlm").getEncoded());
    Path key = pem("PRIVATE KEY", store.getKey("wlm", "changeit".toCharArray()).getEncoded());
    Listen.Tcp tcp =
        new Listen.Tcp(
            "localhost",
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new Listen.Tls(chain, key),
            directory.resolve("api.token"));
    FakeManager manager = new FakeManager();
    Listen listen = new Listen(directory.resolve("api.sock"), tcp);
    Path audit = directory.resolve("audit.jsonl");
    try (HealthApi api =
        HealthApi.open(
            new HealthApi.Plan(
                manager,
                new FakePolicies(),
                new FakeOperator(),
                listen,
                ApiLimits.NORMAL,
                audit,
                null,
                _ -> {}))) {
      URI uri = URI.create("https://localhost:" + api.port() + "/livez");
      HttpResponse<String> reply = ask(store, "TLSv1.3", uri);
      assertThat(reply.body()).isEqualTo("ok\n");
      assertThat(reply.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
      assertThatThrownBy(() -> ask(store, "TLSv1.2", uri)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesPlainTextBeyondLoopback() {
    InetSocketAddress everywhere = new InetSocketAddress("0.0.0.0", 0);
    assertThatThrownBy(() -> new Listen.Tcp("0.0.0.0", everywhere, null, directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("on loopback only");
  }

  private static HttpResponse<String> ask(KeyStore trusted, String protocol, URI uri)
      throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("wlm", trusted.getCertificate("wlm"));
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {protocol});
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(context).sslParameters(parameters).build()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private KeyStore certificate() throws Exception {
    Path file = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "wlm",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    assertThat(keytool.waitFor()).isZero();
    return KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
  }

  private Path pem(String what, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Path file = directory.resolve(what.replace(' ', '-') + ".pem");
    return Files.writeString(
        file, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
  }
}
